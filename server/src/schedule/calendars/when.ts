// In:    a time in jCal, its zone's name, the file's zones.
// Out:   a local time with its instant.
// Never: treats a time with a zone as floating.
import { Temporal } from 'temporal-polyfill';
import { propertiesOf, zoneNameOf, type Component } from './jcal.ts';
import { asUtcMs, type ToInstant } from './to-instant.ts';

/** A local time and the zone of its instant; `isDay`: the whole civil day. */
export interface When {
  wall: Temporal.PlainDateTime;
  toMs: ToInstant;
  isDay: boolean;
}

/** By name; undefined: floating, so in the queue's zone. */
export type Zones = (name: string | undefined) => ToInstant;

/** `20260530T035959Z`, in a file's format. */
export const toJcalTime = (text: string): string =>
  text.replace(/^(\d{4})(\d\d)(\d\d)/, '$1-$2-$3').replace(/T(\d\d)(\d\d)(\d\d)/, 'T$1:$2:$3');

export function toWhen(value: unknown, zoneName: string | undefined, zones: Zones): When {
  const text = String(value);
  if (text.length === 10) {
    return { wall: Temporal.PlainDate.from(text).toPlainDateTime(), toMs: zones(zoneName), isDay: true };
  }
  const isUtc = text.endsWith('Z');
  const wall = Temporal.PlainDateTime.from(isUtc ? text.slice(0, -1) : text);
  return { wall, toMs: isUtc ? asUtcMs : zones(zoneName), isDay: false };
}

export const whensOf = (event: Component, name: string, zones: Zones): When[] =>
  propertiesOf(event, name).flatMap((property) => {
    const [, , , ...values] = property;
    return values.map((value) => toWhen(value, zoneNameOf(property), zones));
  });

export const msOf = ({ wall, toMs }: When): number => toMs(wall);

/** Calendar days first, then exact time (RFC 5545 §3.3.6). */
export function afterDuration({ wall, toMs }: When, text: string): number {
  const { weeks, days, hours, minutes, seconds } = Temporal.Duration.from(text);
  return toMs(wall.add({ weeks, days })) + Temporal.Duration.from({ hours, minutes, seconds }).total('milliseconds');
}
