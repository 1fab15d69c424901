class Meter {
  constructor(unit) {
    this.unit = unit;
  }

  // The function that is exported gives a Meter to whoever calls it.
  sample() {
    // leak: no-uncleared-interval
    setInterval(() => console.log(this.unit), 1000);
  }
}

class Gauge {
  sample() {
    // fine: nobody is given a Gauge
    setInterval(() => console.log('tick'), 1000);
  }
}

module.exports = { Meter, Gauge };
