const { EventEmitter } = require('node:events');
const { inherits } = require('node:util');
const { assign } = require('lodash');
const { Meter } = require('./meter');

function Feed() {
  this.seen = 0;
}

Object.assign(Feed.prototype, {
  watch() {
    // leak: no-uncleared-interval
    setInterval(() => this.note(), 1000);
  },
  note() {
    this.seen++;
  },
});

function Probe(signal) {
  Base.call(this);
  this.signal = signal;
}

inherits(Probe, Base);

assign(Probe.prototype, {
  start() {
    this.begin();
  },
});

function Base() {
  EventEmitter.call(this);
}

inherits(Base, EventEmitter);

Base.prototype.begin = function () {
  // leak: no-uncleared-interval
  setInterval(() => this.emit('tick'), 1000);
};

exports.Feed = Feed;
exports.Probe = Probe;
exports.meter = (unit) => new Meter(unit);
