import { bus } from './bus.js';
import { addPost } from './stores/posts.js';

const HEADLINES = ['Coffee is ready', 'Lunch is served', 'The lift works again', 'Somebody left an umbrella'];

let timer;
let next = 0;

// Called once by server.js.
export function startPublisher(everyMs = 15_000) {
  // fine: started once per process, and stopped when the server stops
  timer = setInterval(() => {
    addPost({ author: 'desk', text: HEADLINES[next++ % HEADLINES.length] });
  }, everyMs);

  // fine: added once per process
  bus.on('error', (error) => console.error('bus:', error));
}

export function stopPublisher() {
  clearInterval(timer);
}
