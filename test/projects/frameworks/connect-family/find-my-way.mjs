import http from 'node:http';
import findMyWay from 'find-my-way';

// fine: module scope
setInterval(() => console.log('tick'), 1000);
const router = findMyWay({
  defaultRoute(req, res) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.writeHead(404).end();
  },
});
router.on('GET', '/orders', (req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.end('[]');
});

http.createServer((req, res) => router.lookup(req, res)).listen(3003);
