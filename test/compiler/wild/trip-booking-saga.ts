import { ApplicationFailure, log, proxyActivities } from '@temporalio/workflow';

interface Trip {
  traveller: string;
  hotel: string;
  flight: string;
  car?: string;
}
interface BookingActivities {
  reserveHotel(input: { traveller: string; hotel: string }): Promise<{ id: string }>;
  cancelHotel(input: { id: string }): Promise<void>;
  reserveFlight(input: { traveller: string; flight: string }): Promise<{ id: string }>;
  cancelFlight(input: { id: string }): Promise<void>;
  reserveCar(input: { traveller: string; car: string }): Promise<{ id: string }>;
  cancelCar(input: { id: string }): Promise<void>;
}
const activities = proxyActivities<BookingActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3, nonRetryableErrorTypes: ['NoVacancy'] },
});

interface Compensation {
  name: string;
  run: () => Promise<void>;
}

async function compensate(compensations: Compensation[]): Promise<void> {
  for (const compensation of compensations) {
    try {
      log.info(`undoing ${compensation.name}`);
      await compensation.run();
    } catch (err) {
      log.error('could not undo', { name: compensation.name });
    }
  }
}

export async function bookTrip(trip: Trip): Promise<string[]> {
  const compensations: Compensation[] = [];
  const ids: string[] = [];
  try {
    const hotel = await activities.reserveHotel({ traveller: trip.traveller, hotel: trip.hotel });
    compensations.unshift({ name: 'hotel', run: () => activities.cancelHotel(hotel) });
    ids.push(hotel.id);
    const flight = await activities.reserveFlight({ traveller: trip.traveller, flight: trip.flight });
    compensations.unshift({ name: 'flight', run: () => activities.cancelFlight(flight) });
    ids.push(flight.id);
    if (trip.car !== undefined) {
      const car = await activities.reserveCar({ traveller: trip.traveller, car: trip.car });
      compensations.unshift({ name: 'car', run: () => activities.cancelCar(car) });
      ids.push(car.id);
    }
    return ids;
  } catch (err) {
    await compensate(compensations);
    throw ApplicationFailure.nonRetryable('trip could not be booked', 'TripFailed');
  }
}
