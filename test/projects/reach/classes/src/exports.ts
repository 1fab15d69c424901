export abstract class Export {
  protected readonly name: string;

  constructor(name: string) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    this.name = name;
  }

  write() {
    this.head();
    this.body();
  }

  private head() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }

  protected abstract body(): void;
}

export class CsvExport extends Export {
  timer = 0;

  constructor() {
    super('csv');
  }

  protected body() {
    // gap: no-uncleared-interval – an override is not reached through its base class
    setInterval(() => console.log('tick'), 1000);
  }
}

export class PdfExport extends Export {
  constructor() {
    super('pdf');
  }

  override write() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    super.write();
  }

  protected body() {
    // gap: no-uncleared-interval – an override is not reached through its base class
    setInterval(() => console.log('tick'), 1000);
  }
}
