using NetBatch.Data.Providers;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Pipelines;

/// <summary>
/// The sessions of a pipeline's checks. Each check sees one state of each database, in a transaction that only reads and is
/// rolled back; a session that was lost is opened again for the next one.
/// </summary>
/// <param name="providers">The databases that are known.</param>
/// <param name="run">The run.</param>
/// <param name="zone">The zone of times that have none, and of days; null: UTC.</param>
internal sealed class CheckSides(ProviderCatalog providers, IRunContext run, TimeZoneInfo? zone) : IAsyncDisposable
{
    private readonly Pipeline pipeline = (Pipeline)run.Target;
    private CheckSide? target;
    private CheckSide? source;

    /// <summary>Opens what the checks need.</summary>
    /// <exception cref="NetBatchException">A connect-class code, or what the database said.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        target ??= await OpenAsync(pipeline.Database, cancellationToken).ConfigureAwait(false);
        source ??= pipeline.Source is null ? null : await OpenAsync(pipeline.Source, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Both sides for one check.</summary>
    public async Task<(CheckSide Target, CheckSide? Source)> BeginAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        await target!.Session.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (source is not null)
        {
            await source.Session.BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        return (target, source);
    }

    /// <summary>Ends a check's transactions and gives up sessions that are gone.</summary>
    public async Task EndAsync()
    {
        target = await EndAsync(target).ConfigureAwait(false);
        source = await EndAsync(source).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var side in (CheckSide?[])[target, source])
        {
            if (side is not null)
            {
                await side.Session.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<CheckSide> OpenAsync(DatabaseInstance instance, CancellationToken cancellationToken)
    {
        var session = await providers.OpenAsync(instance, run.Secrets, DatabaseAccess.Read, run.Order.ConnectTimeout, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            await session.SetForChecksAsync(run.Order.TimeLeft, cancellationToken).ConfigureAwait(false);
            var side = new CheckSide(session, run.Time, zone);
            return side.Sql.ZoneQuery is not { } query
                || await session.ScalarAsync(query, null, cancellationToken).ConfigureAwait(false) is not null
                ? side
                : throw new NetBatchException(ErrorCode.WorkFailed,
                    $"The server of '{instance.Name}' does not know the time zone '{zone!.Id}'.",
                    "Fill its table of zones (mariadb-tzinfo-to-sql, mysql_tzinfo_to_sql).");
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<CheckSide?> EndAsync(CheckSide? side)
    {
        if (side is null)
        {
            return null;
        }

        await side.Session.RollbackAsync().ConfigureAwait(false);
        if (side.Session.IsOpen)
        {
            return side;
        }

        await side.Session.DisposeAsync().ConfigureAwait(false);
        return null;
    }
}
