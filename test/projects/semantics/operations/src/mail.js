export async function send(mail) {
  await fetch('https://mail.example/send', { method: 'POST', body: JSON.stringify(mail) });
}
