export function left(present, session) {
  console.log(present.size, session);
}
