import type { Moment } from '../times.js';
import type { Strings } from './strings.js';

/** "la 1:00", every other hour "las". */
const hour = (time: string): string => (/^1\b/.test(time) ? 'la ' : 'las ') + time;
const until = (time: string, { days, day }: Moment): string =>
  ` hasta ${/^12 a/.test(time) ? 'la medianoche' : hour(time)}${days ? (days > 1 ? ` del ${day}` : ' de mañana') : ''}`;

/** Spanish, loaded when the page's language asks for it. */
export const es: Strings = {
  lang: 'es-US',
  label: 'Pregunte a la biblioteca',
  answering({ tier, busy, observed, end }) {
    const own = tier === 'local';
    const who = own ? '' : tier === 'global' ? 'ayuda de bibliotecas asociadas' : 'ayuda estatal';
    if (busy) return own ? 'todos están ocupados, puede haber espera' : `${who} ocupada, puede haber espera`;
    if (end === 'always') return `${who || 'abierto'} las 24 horas`;
    if (!end)
      return own
        ? `${observed ? 'disponible' : 'abierto'} ahora`
        : `${who} ${observed ? 'disponible' : 'abierta'} ahora`;
    if (!own) return who + until(end.short, end);
    return (observed ? 'disponible ahora,' : 'abierto') + until(/^12 a/.test(end.short) ? end.short : end.time, end);
  },
  back: ({ time, days, day }) =>
    days > 1 ? `Volvemos el ${day} a ${hour(time)}` : `Volvemos ${days ? 'mañana ' : ''}a ${hour(time)}`,
  away: 'No hay nadie en nuestro puesto',
  occupied: 'Nuestro puesto está ocupado',
  closed: 'cerrado en este momento',
  nobody: 'no hay nadie en este momento',
  unknown: 'no podemos comprobar quién está disponible ahora',
  call: 'Llame al',
  // Short: two of them stand on the one line that is reserved.
  form: 'Escríbanos',
  page: 'Otras opciones',
};
