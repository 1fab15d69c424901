import { Kafka, type EachMessagePayload } from 'kafkajs';

// fine: module scope
setInterval(() => console.log('tick'), 1000);
const consumer = new Kafka({ brokers: [] }).consumer({ groupId: 'shop' });

await consumer.run({
  eachMessage: async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
});

export async function paid({ topic }: EachMessagePayload) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return topic;
}
