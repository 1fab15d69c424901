import { PubSub } from '@google-cloud/pubsub';
import { Consumer } from 'sqs-consumer';

const consumer = Consumer.create({
  queueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/mail',
  handleMessage: async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
});
consumer.on('started', () => {
  // fine: once, when the consumer starts
  setInterval(() => console.log('tick'), 1000);
});

new PubSub().subscription('orders').on('message', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
