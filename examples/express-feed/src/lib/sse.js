// A thin writer for server-sent events over one response.
export class EventStream {
  constructor(res) {
    this.res = res;
    res.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
    });
    res.write(': hello\n\n');
  }

  send(event, data) {
    this.res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  comment(text) {
    this.res.write(`: ${text}\n\n`);
  }

  end() {
    this.res.end();
  }
}
