// PouchDB's side of the comparison: `serve FOLDER PORT` is express-pouchdb, `measure FOLDER PORT`
// replicates the documents to it and a fresh database from it, and prints the seconds as JSON.
const fs = require('fs');
const path = require('path');
const PouchDB = require('pouchdb');

const [, , what, folder, port, server] = process.argv;
const TICK = 100;

function serve() {
  const app = require('express')();
  const At = PouchDB.defaults({ prefix: path.join(folder, 'server') + path.sep });
  fs.mkdirSync(path.join(folder, 'server'), { recursive: true });
  const settings = { mode: 'minimumForPouchDB', logPath: path.join(folder, 'log.txt') };
  app.use('/', require('express-pouchdb')(At, settings));
  app.listen(Number(port), '127.0.0.1');
}

// the clock in seconds, and the processor used here and by the server
function now() {
  const used = process.cpuUsage();
  const told = fs.readFileSync(`/proc/${server}/stat`, 'utf8');
  const theirs = told.slice(told.lastIndexOf(')') + 2).split(' ').slice(11, 13).map(Number);
  const cpu = (used.user + used.system) / 1e6 + (theirs[0] + theirs[1]) / TICK;
  return [Number(process.hrtime.bigint()) / 1e9, cpu];
}

async function measure() {
  const told = JSON.parse(fs.readFileSync(path.join(folder, 'documents.json'), 'utf8'));
  const documents = told.map((text, n) => ({ _id: String(n).padStart(8, '0'), ...JSON.parse(text) }));
  const mine = new PouchDB(path.join(folder, 'mine'));
  await mine.bulkDocs(documents);
  const hub = new PouchDB(`http://127.0.0.1:${port}/week`);
  await hub.info();
  const options = { batch_size: 500, batches_limit: 10 };
  const began = now();
  const up = await mine.replicate.to(hub, options);
  const sent = now();
  const fresh = new PouchDB(path.join(folder, 'fresh'));
  const down = await fresh.replicate.from(hub, options);
  const fetched = now();
  if (up.docs_written !== told.length || down.docs_written !== told.length) {
    throw new Error(`sent ${up.docs_written}, fetched ${down.docs_written}`);
  }
  console.log(JSON.stringify({
    push_s: sent[0] - began[0], pull_s: fetched[0] - sent[0],
    push_cpu_s: sent[1] - began[1], pull_cpu_s: fetched[1] - sent[1],
  }));
}

if (what === 'serve') serve();
else measure().then(() => process.exit(0), (wrong) => { console.error(wrong); process.exit(1); });
