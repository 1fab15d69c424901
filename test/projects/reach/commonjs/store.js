class Store {
  put(id) {
    // gap: no-uncleared-interval – what require gives cannot be constructed
    setInterval(() => console.log('tick'), 1000);
  }
}

module.exports = Store;
