namespace NetBatch.Store;

/// <summary>A target's row, as far as writing to it needs it.</summary>
internal readonly record struct RunRow(long Job, int Number, int Batch, TargetState State, string Name)
{
    public static RunRow Read(Database database, long job, int number) =>
        database.First<RunRow?>(
            "SELECT batch, state, name FROM runs WHERE job = $1 AND number = $2",
            row => new RunRow(job, number, row.Int(0), row.Enum<TargetState>(1), row.Text(2)),
            job, number)
        ?? throw new InvalidOperationException($"The job has no target {number}.");

    /// <summary>Publishes the results of a target that has ended: numbers them anew, in order, for who reads ended targets only.</summary>
    public void Publish(WriteScope scope)
    {
        var steps = scope.Database.List(
            // Named, since the planner would rather read all results of the job than sort these few.
            "SELECT sequence FROM steps INDEXED BY steps_unpublished WHERE job = $1 AND number = $2 AND published IS NULL ORDER BY "
                + "sequence",
            row => row.Long(0), Job, Number);
        foreach (var step in steps)
        {
            scope.Database.Post("UPDATE steps SET published = $2 WHERE sequence = $1", step, scope.NextSequence());
        }
    }

    /// <summary>Forgets begun changes and locks: their end is known, or a person has decided.</summary>
    public void Resolve(WriteScope scope, bool locks)
    {
        scope.Database.Post("DELETE FROM intents WHERE job = $1 AND number = $2", Job, Number);
        if (locks)
        {
            scope.Database.Post("DELETE FROM locks WHERE job = $1 AND number = $2", Job, Number);
        }
    }
}
