import amqp from 'amqplib';
import mqtt from 'mqtt';

const connection = await amqp.connect('amqp://localhost');
const channel = await connection.createChannel();
await channel.consume('mail', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

const client = mqtt.connect('mqtt://localhost');
client.on('message', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
// fine: module scope
setInterval(() => console.log('tick'), 1000);
