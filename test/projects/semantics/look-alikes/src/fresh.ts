import { EventEmitter } from 'node:events';
import { fork, type ChildProcess } from 'node:child_process';
import express from 'express';

const app = express();
let window: EventEmitter | undefined;
let shared: EventEmitter | undefined;
const workers: Record<string, { process?: ChildProcess }> = {};

class Log extends EventEmitter {
  // leak: no-unbounded-module-collection
  private readonly children: Record<string, Log> = {};

  child(id: string): Log {
    if (this.children[id]) return this.children[id];
    const made = new Log();
    // fine: made by the same run
    made.on('entry', (entry) => this.emit('entry', entry));
    return (this.children[id] = made);
  }
}

const log = new Log();

app.post('/window', (req, res) => {
  window = new EventEmitter();
  // fine: a new one each time
  window.on('closed', () => { window = undefined; });
  res.end();
});

app.post('/shared', (req, res) => {
  if (!shared) shared = new EventEmitter();
  // leak: no-unremoved-listener
  shared.on('closed', () => res.end());
});

app.post('/workers/:id', (req, res) => {
  const worker = workers[req.params.id];
  worker.process = fork('./worker.js');
  // fine: the child of this start
  worker.process.stderr?.on('data', () => log.child(req.params.id));
  listen(req.params.id);
  res.end();
});

function listen(id: string) {
  // fine: what a table has under a key is not kept as long as the table
  workers[id].process?.on('exit', () => log.child(id));
}
