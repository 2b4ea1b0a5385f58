/** Calendar day written in a text, as 'YYYY-MM-DD' or '--MM-DD' without a year; null when none is. Never guesses a year. */
export function dayIn(text: string): string | null {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (iso) return `${iso[1]}-${iso[2]}-${iso[3]}`;
  const us = /(?<![\d/.])(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/])/.exec(text);
  if (us?.[1] && us[2] && Number(us[1]) <= 12 && Number(us[2]) <= 31) return `--${us[1].padStart(2, '0')}-${us[2].padStart(2, '0')}`;
  const short = /(?<!\d)(\d{2})-(\d{2})\s+\d{2}:\d{2}/.exec(text);
  return short ? `--${short[1]}-${short[2]}` : null;
}

/** 'MM-DD' of both forms, so that a dated and a yearless time of one day agree. */
export const monthDay = (day: string): string => day.slice(-5);
