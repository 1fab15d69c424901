function send(to) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

function draft() {
  // fine: nothing runs it
  setInterval(() => console.log('tick'), 1000);
}

module.exports = { send, draft };
