import { createSchema, createYoga } from 'graphql-yoga';

export const yoga = createYoga({
  schema: createSchema({
    typeDefs: 'type Query { orders: [ID] } type Subscription { changes: Int }',
    resolvers: {
      Query: {
        orders: () => {
          // leak: no-uncleared-interval
          setInterval(() => console.log('tick'), 1000);
          return [];
        },
      },
      Subscription: {
        changes: {
          async *subscribe() {
            // leak: no-uncleared-interval
            setInterval(() => console.log('tick'), 1000);
            yield 1;
          },
        },
      },
    },
  }),
  context: () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return {};
  },
  plugins: [
    {
      onYogaInit() {
        // fine: once, when the server is made
        setInterval(() => console.log('tick'), 1000);
      },
      onRequest() {
        // leak: no-uncleared-interval
        setInterval(() => console.log('tick'), 1000);
      },
    },
  ],
});
