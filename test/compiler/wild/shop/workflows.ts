export * from './checkout.js';
export { priceAll as quote } from './quote.js';
