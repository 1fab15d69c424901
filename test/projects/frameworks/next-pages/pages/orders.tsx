import type { GetServerSideProps } from 'next';
import { createWrapper } from 'next-redux-wrapper';

export const getServerSideProps: GetServerSideProps = async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { props: {} };
};

export const wrapper = createWrapper(() => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { dispatch() {}, getState() {} } as never;
});

export default function Orders() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return <h1>Orders</h1>;
}
