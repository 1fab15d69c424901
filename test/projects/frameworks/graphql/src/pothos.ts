import SchemaBuilder from '@pothos/core';

const builder = new SchemaBuilder({});

builder.queryType({
  fields: (t) => {
    // fine: once, while the schema is built
    setInterval(() => console.log('tick'), 1000);
    return {
      orders: t.idList({
        resolve: () => {
          // leak: no-uncleared-interval
          setInterval(() => console.log('tick'), 1000);
          return [];
        },
      }),
    };
  },
});

builder.mutationField('pay', (t) =>
  t.boolean({
    resolve: () => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
      return true;
    },
  })
);
