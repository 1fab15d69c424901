export default function mount(app) {
  app.get('/status', (req, res) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.send('ok');
  });
}
