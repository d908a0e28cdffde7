// PouchDB's side of the comparison: `serve FOLDER PORT` is express-pouchdb, `measure FOLDER PORT`
// replicates the documents to it and a fresh database from it, and prints the seconds as JSON.
const fs = require('fs');
const path = require('path');
const PouchDB = require('pouchdb');

const [, , what, folder, port] = process.argv;

function serve() {
  const app = require('express')();
  const At = PouchDB.defaults({ prefix: path.join(folder, 'server') + path.sep });
  fs.mkdirSync(path.join(folder, 'server'), { recursive: true });
  const settings = { mode: 'minimumForPouchDB', logPath: path.join(folder, 'log.txt') };
  app.use('/', require('express-pouchdb')(At, settings));
  app.listen(Number(port), '127.0.0.1');
}

async function measure() {
  const told = JSON.parse(fs.readFileSync(path.join(folder, 'documents.json'), 'utf8'));
  const documents = told.map((text, n) => ({ _id: String(n).padStart(8, '0'), ...JSON.parse(text) }));
  const mine = new PouchDB(path.join(folder, 'mine'));
  await mine.bulkDocs(documents);
  const server = new PouchDB(`http://127.0.0.1:${port}/week`);
  await server.info();
  const options = { batch_size: 500, batches_limit: 10 };
  const began = process.hrtime.bigint();
  const up = await mine.replicate.to(server, options);
  const sent = process.hrtime.bigint();
  const fresh = new PouchDB(path.join(folder, 'fresh'));
  const down = await fresh.replicate.from(server, options);
  const fetched = process.hrtime.bigint();
  if (up.docs_written !== told.length || down.docs_written !== told.length) {
    throw new Error(`sent ${up.docs_written}, fetched ${down.docs_written}`);
  }
  console.log(JSON.stringify({ push: Number(sent - began) / 1e9, pull: Number(fetched - sent) / 1e9 }));
}

if (what === 'serve') serve();
else measure().then(() => process.exit(0), (wrong) => { console.error(wrong); process.exit(1); });
