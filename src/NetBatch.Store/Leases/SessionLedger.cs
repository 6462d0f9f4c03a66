namespace NetBatch.Store;

/// <summary>Who has how many of the store's sessions, and who waits for some.</summary>
internal sealed class SessionLedger(StoreContext context)
{
    /// <summary>
    /// Reserves, where the sessions are free and nobody waits who goes first: higher priority, then who asked earlier.
    /// What was reserved before is kept where it is refused; a smaller number is always given.
    /// </summary>
    public bool Reserve(WriteScope scope, long job, int sessions, int priority)
    {
        var database = scope.Database;
        var all = database.List(
            $"SELECT {Lease.Columns}, l.sessions, l.wanted, l.priority, l.ticket FROM leases l WHERE l.sessions > 0 OR l.wanted > 0 OR "
                + $"l.job = $1",
            row => new Holder(Lease.Read(row, 0)!, row.Int(7), row.Int(8), row.Int(9), row.Long(10)), job);
        var mine = all.First(holder => holder.Lease.Job == job);
        var others = all.Where(holder => holder.Lease.Job != job && context.Judge.Lives(holder.Lease)).ToList();

        var fits = sessions <= mine.Sessions
            || (sessions + others.Sum(other => other.Sessions) <= context.MostSessions(database)
                && !others.Any(other => other.Wanted > 0 && other.GoesBefore(priority, mine.Wanted > 0 ? mine.Ticket : long.MaxValue)));
        if (fits)
        {
            database.Post("UPDATE leases SET sessions = $2, wanted = 0, ticket = 0 WHERE job = $1", job, sessions);
        }
        else
        {
            database.Post(
                """
                UPDATE leases SET wanted = $2, priority = $3,
                    ticket = CASE WHEN ticket > 0 THEN ticket ELSE (SELECT MAX(ticket) + 1 FROM leases) END
                WHERE job = $1
                """,
                job, sessions, priority);
        }

        return fits;
    }

    private sealed record Holder(Lease Lease, int Sessions, int Wanted, int Priority, long Ticket)
    {
        public bool GoesBefore(int priority, long ticket) => Priority > priority || (Priority == priority && Ticket < ticket);
    }
}
