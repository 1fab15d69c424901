// fine: the package watches pages, and nothing in it needs Node
export async function inline(href) {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.text();
}
