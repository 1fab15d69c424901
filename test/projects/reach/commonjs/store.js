class Store {
  put(id) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}

module.exports = Store;
