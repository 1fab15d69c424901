export class Feed {
  constructor(bus) {
    this.bus = bus;
    this.onPost = (post) => this.response.write(post);
  }

  start(response) {
    this.response = response;
    this.bus.on('post', this.onPost);
    this.timer = setInterval(() => response.write('.'), 1000);
  }

  stop() {
    this.bus.off('post', this.onPost);
    clearInterval(this.timer);
  }
}
