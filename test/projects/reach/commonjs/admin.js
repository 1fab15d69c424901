const { Router } = require('express');
const router = Router();

router.get('/', (req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.end();
});

module.exports = router;
