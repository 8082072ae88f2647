import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Booking {
  kind: 'hotel' | 'flight' | 'car';
  reference: string;
}
interface Activities {
  book(input: { kind: string; trip: string }): Promise<{ reference: string }>;
  cancel(booking: Booking): Promise<void>;
}
const { book, cancel } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 2, initialInterval: '3 seconds', nonRetryableErrorTypes: ['SoldOut'] },
});

export async function bookTrip({
  trip,
}: {
  trip: string;
}): Promise<{ status: string; booked: string[]; reason: string | null }> {
  const bookings: Booking[] = [];
  const kinds = ['hotel', 'flight', 'car'] as const;
  try {
    for (const kind of kinds) {
      const { reference } = await book({ kind, trip });
      bookings.push({ kind, reference });
    }
  } catch (error) {
    const failure = failureOf(error);
    for (let i = bookings.length - 1; i >= 0; i--) {
      await cancel(bookings[i]!);
    }
    return { status: 'cancelled', booked: bookings.map((b) => b.reference), reason: failure.type };
  }
  return { status: 'booked', booked: bookings.map(({ kind, reference }) => `${kind}:${reference}`), reason: null };
}
