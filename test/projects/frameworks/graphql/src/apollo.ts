import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const resolvers = {
  Query: {
    orders() {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
      return [];
    },
  },
};

const server = new ApolloServer({
  typeDefs: 'type Query { orders: [ID] }',
  resolvers,
  plugins: [
    {
      async serverWillStart() {
        // fine: once, at start-up
        setInterval(() => console.log('tick'), 1000);
      },
      async requestDidStart() {
        // leak: no-uncleared-interval
        setInterval(() => console.log('tick'), 1000);
      },
    },
  ],
});

await startStandaloneServer(server, {
  context: async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return {};
  },
});
