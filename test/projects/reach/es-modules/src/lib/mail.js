export const send = (to) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};

export const drafts = () => {
  // fine: nothing runs it
  setInterval(() => console.log('tick'), 1000);
};
