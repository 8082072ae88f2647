/** What the records are made of. Many scripts on purpose: right to left, combining marks, outside the BMP, without spaces. */
export const people: readonly { given: readonly string[]; family: readonly string[] }[] = [
  { given: ['Emma', 'Oliver', 'Grace', 'Noah'], family: ["O'Neill", 'Smith-Jones', 'Baker', 'Turner'] },
  { given: ['Jörg', 'Änne', 'Sören', 'Käthe'], family: ['Müller', 'Großmann', 'Schäfer', 'Weiß'] },
  { given: ['José', 'Begoña', 'Iñaki', 'Zoë'], family: ['Muñoz', 'García Peña', 'Núñez', 'Ibáñez'] },
  // The same letters with combining marks: equal to the eye, different in bytes.
  { given: ['Jose\u0301', 'Rene\u0301e', 'Zoe\u0308'], family: ['Mun\u0303oz', 'Cote\u0301', 'A\u030angstro\u0308m'] },
  { given: ['Łukasz', 'Žofie', 'Şebnem'], family: ['Świątek', 'Dvořák', 'Yıldız'] },
  { given: ['ليلى', 'يوسف', 'مريم'], family: ['الحداد', 'منصور', 'الخوري'] },
  { given: ['נועה', 'איתן'], family: ['לוי', 'בן־דוד'] },
  { given: ['अनन्या', 'विक्रम'], family: ['शर्मा', 'त्रिपाठी'] },
  // 𠮷 and 𩸽 lie outside the BMP, and are used in real names.
  { given: ['さくら', '健太'], family: ['𠮷田', '𩸽川', '佐藤'] },
  { given: ['秀英', '伟'], family: ['李', '王'] },
];

export const companyWords = {
  first: [
    'Northwind',
    'Bluebird',
    'Fährhaus',
    'Café del Río',
    'Ōkami',
    'Zephyr',
    'Grün & Söhne',
    'שלום',
    'النور',
    'Ærø',
  ],
  second: [
    'Logistics',
    'Dental',
    'Bäckerei',
    'Architects',
    'Robotics',
    'Legal',
    'Foods',
    'Média',
    '株式会社',
    'Energy',
  ],
  suffix: ['Ltd', 'GmbH', 'S.A.', 'LLC', 'A/S', 'Inc.', 'и партнёры'],
};

export const summaries = [
  'Printer on the second floor prints only blank pages',
  'VPN drops every 20 minutes 🔌',
  'Outlook asks for the password again and again',
  'New starter on Monday: laptop, badge, mailbox 👩🏽‍💻',
  'Bestellung "Drucker" fehlt — bitte prüfen',
  'لا يمكن فتح الملفات المشتركة',
  'Kann nicht auf \\\\fileserver\\daten zugreifen',
  '共有フォルダーが開けない',
  'Backup job failed: 3 of 120 files skipped',
  'Café Wi‑Fi slow since the router’s update',
  'Phish? "Your invoice #4711" <billing@examp1e.test>',
  'Server room at 31 °C 🌡️',
  'השרת איטי מאוד הבוקר',
  'Tastatur: Taste „ß“ klemmt',
];

export const sentences = [
  'The user says that it started after the weekend.',
  'Restarting the service helped for an hour.',
  'Ticket was escalated by phone; the caller waits for an answer.',
  'Event log shows error 0x80070005 at each attempt.',
  'Das Gerät wurde gestern getauscht, das Problem bleibt.',
  'Zkontrolováno na místě, kabel vyměněn.',
  'Reproduced on a second machine — same result.',
  'تم الاتصال بالعميل وهو بانتظار الرد.',
  'Path: C:\\Users\\Public\\Documents\tand a tab.',
  'She wrote: "it works on my machine" 🤷🏾‍♀️',
  '再起動後に改善しました。',
  'Firmware 4.2.1 → 4.3.0, then observed for a day.',
];

export const boards = ['Help Desk', 'Managed Services', 'Projects', 'Alerts', 'Sécurité'];
export const statuses = ['New', 'Assigned', 'In Progress', 'Waiting on Client', 'Scheduled', 'Resolved', 'Closed'];
export const priorities = ['Priority 1 - Critical', 'Priority 2 - High', 'Priority 3 - Medium', 'Priority 4 - Low'];
export const teams = ['Service Desk', 'Field', 'Network', 'On call'];
export const ticketTypes = ['Incident', 'Request', 'Change', 'Problem'];
export const workTypes = ['Regular', 'After hours', 'Travel', 'Emergency'];
export const cities = ['Tampa', 'Zürich', 'São Paulo', 'Kraków', 'القاهرة', 'Tōkyō', 'Tromsø'];
export const countries = ['United States', 'Schweiz', 'Brasil', 'Polska', 'مصر', '日本', 'Norge', "Côte d'Ivoire"];
export const markets = ['Healthcare', 'Retail', 'Manufacturing', 'Öffentlicher Dienst'];
