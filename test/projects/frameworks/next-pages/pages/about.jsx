// fine: module scope
setInterval(() => console.log('tick'), 1000);

export async function getStaticPaths() {
  // fine: runs at build time only
  setInterval(() => console.log('tick'), 1000);
  return { paths: [], fallback: false };
}

export default function About() {
  // fine: a page without server-side props is rendered once, at build time
  setInterval(() => console.log('tick'), 1000);
  return <h1>About</h1>;
}
