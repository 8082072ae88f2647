import { ActivityFailure, ApplicationFailure, log, proxyActivities, sleep } from '@temporalio/workflow';

export interface OrderLine {
  sku: string;
  quantity: number;
  unitPrice: number;
}

export interface OrderInput {
  orderId: string;
  customer: { id: string; email: string; country?: string };
  lines: OrderLine[];
  coupon?: string;
}

export interface OrderResult {
  orderId: string;
  status: 'SHIPPED' | 'REJECTED';
  total: number;
  trackingNumber: string | null;
}

interface OrderActivities {
  reserveStock(input: { orderId: string; sku: string; quantity: number }): Promise<{ reservationId: string }>;
  releaseStock(input: { reservationId: string }): Promise<void>;
  priceCoupon(input: { code: string; subtotal: number }): Promise<{ discount: number }>;
  charge(input: { orderId: string; customerId: string; amount: number }): Promise<{ chargeId: string }>;
  refund(input: { chargeId: string; amount: number }): Promise<void>;
  ship(input: { orderId: string; country: string }): Promise<{ trackingNumber: string }>;
  sendMail(input: { to: string; template: string; data: Record<string, unknown> }): Promise<void>;
}

const { reserveStock, releaseStock, priceCoupon, ship, sendMail } = proxyActivities<OrderActivities>({
  startToCloseTimeout: '30 seconds',
  retry: {
    initialInterval: '1 second',
    maximumInterval: '1 minute',
    maximumAttempts: 5,
    nonRetryableErrorTypes: ['OutOfStock'],
  },
});

const payments = proxyActivities<Pick<OrderActivities, 'charge' | 'refund'>>({
  startToCloseTimeout: '2 minutes',
  retry: { maximumAttempts: 3, nonRetryableErrorTypes: ['CardDeclined', 'FraudSuspected'] },
});

/** Takes an order from the cart to the parcel. */
export async function processOrder(order: OrderInput): Promise<OrderResult> {
  const subtotal = order.lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  let discount = 0;
  if (order.coupon) {
    const priced = await priceCoupon({ code: order.coupon, subtotal });
    discount = Math.min(priced.discount, subtotal);
  }
  const total = subtotal - discount;

  const reservations: string[] = [];
  let chargeId: string | undefined;
  try {
    for (const { sku, quantity } of order.lines) {
      const { reservationId } = await reserveStock({ orderId: order.orderId, sku, quantity });
      reservations.push(reservationId);
    }
    const charge = await payments.charge({ orderId: order.orderId, customerId: order.customer.id, amount: total });
    chargeId = charge.chargeId;
    const { trackingNumber } = await ship({ orderId: order.orderId, country: order.customer.country ?? 'US' });
    await sendMail({ to: order.customer.email, template: 'shipped', data: { trackingNumber, total } });
    // Leave the customer some time before asking for a review.
    await sleep('14 days');
    await sendMail({ to: order.customer.email, template: 'review', data: { orderId: order.orderId } });
    return { orderId: order.orderId, status: 'SHIPPED', total, trackingNumber };
  } catch (err) {
    log.warn('order failed, undoing', { orderId: order.orderId });
    if (chargeId !== undefined) await payments.refund({ chargeId, amount: total });
    for (const reservationId of reservations) await releaseStock({ reservationId });
    if (err instanceof ActivityFailure && err.cause instanceof ApplicationFailure && err.cause.type === 'OutOfStock') {
      await sendMail({ to: order.customer.email, template: 'out-of-stock', data: { orderId: order.orderId } });
      return { orderId: order.orderId, status: 'REJECTED', total, trackingNumber: null };
    }
    throw err;
  }
}
