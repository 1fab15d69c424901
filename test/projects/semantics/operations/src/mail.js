export async function send(mail) {
  const response = await fetch('https://mail.example/send', { method: 'POST', body: JSON.stringify(mail) });
  await response.text();
}
