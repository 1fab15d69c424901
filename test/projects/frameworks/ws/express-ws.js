const express = require('express');
const { app } = require('express-ws')(express());

app.ws('/live', (socket) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  socket.on('message', () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
});
