import { Mutation, Query, Resolver } from 'type-graphql';

@Resolver()
export class OrdersResolver {
  @Query(() => [String])
  orders() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return [];
  }

  @Mutation(() => Boolean)
  pay() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return true;
  }
}
