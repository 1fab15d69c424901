import { Injectable, OnModuleDestroy } from '@nestjs/common';

interface Quote {
  minutes: number;
  expires: number;
}

const TTL = 60_000;

// How long a table has to wait. Worked out at most once a minute for each table.
@Injectable()
export class QuotesService implements OnModuleDestroy {
  // fine: the sweep removes what is out of date
  private readonly quotes = new Map<string, Quote>();

  // fine: once per process, and stopped with it
  private readonly sweeper = setInterval(() => this.sweep(), TTL);

  quote(table: string, openOrders: number): number {
    const known = this.quotes.get(table);
    if (known && known.expires > Date.now()) return known.minutes;

    const minutes = 10 + openOrders * 3;
    this.quotes.set(table, { minutes, expires: Date.now() + TTL });
    return minutes;
  }

  onModuleDestroy() {
    clearInterval(this.sweeper);
  }

  private sweep() {
    const now = Date.now();
    for (const [table, quote] of this.quotes) {
      if (quote.expires <= now) this.quotes.delete(table);
    }
  }
}
