const express = require('express');
const { list, find: search } = require('./orders');
const audit = require('./audit');
const mail = require('./mail');
const Store = require('./store');
const both = require('./both');

const app = express();
const store = new Store();

app.get('/orders', function (req, res) {
  list();
  search(req.query.id);
  audit(req.url);
  mail.send(req.query.to);
  store.put(req.query.id);
  both();
  both.extra();
  require('./lazy').run();
  res.end();
});

app.use('/admin', require('./admin'));
require('./mount')(app);

app.listen(3000);
