import { WebSocketServer } from 'ws';

class Link {
  #next = 0;
  // leak: no-unbounded-module-collection
  #asked = new Map<number, (value: unknown) => void>();
  ask(): Promise<unknown> {
    return new Promise((resolve) => {
      this.#asked.set(this.#next++, resolve);
    });
  }
}

new WebSocketServer({ port: 1 }).on('connection', (socket) => {
  const link = new Link();
  // fine: a list of what one connection sent dies with it
  const sent: unknown[] = [];
  socket.on('message', (text) => {
    sent.push(text);
    void link.ask();
  });
});
