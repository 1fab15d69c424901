export * from './dist';
