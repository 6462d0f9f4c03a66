using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists jobs, newest first.</summary>
/// <remarks>
/// Any process can list the jobs of a store while others run them. A job whose process is gone shows as Interrupted. Filters of
/// several parameters must all hold; of the values of one parameter one is enough, tags apart.
/// </remarks>
/// <example>
/// <code>Get-BatchJob -Status Running, Paused</code>
/// <para>What is going on now.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -Name nightly* -Since (Get-Date).AddDays(-7) | Get-BatchResult -Failed</code>
/// <para>What failed in the nightly jobs of the last week.</para>
/// </example>
/// <example>
/// <code>Get-BatchJob -Device core-rtr-7 -First 5 -IncludeTotalCount</code>
/// <para>The last five jobs that had a device among their targets, and in how many it was.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchJob", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(BatchJob), typeof(ChainedJob))]
public sealed class GetBatchJobCommand : JobListCommand
{
    /// <summary>The whole chain that the job is in: each job after those that it depends on.</summary>
    [Parameter(ParameterSetName = JobChoiceCommand.IdSet)]
    public SwitchParameter Chain { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Id is not null && Chain)
        {
            Array.ForEach(Id, id => RunEach(id, async (session, cut) =>
            {
                foreach (var job in await session.Host.Chains.ReadAsync(id, cut))
                {
                    await session.WriteAsync(job);
                }
            }));
            return;
        }

        if (Id is not null)
        {
            Array.ForEach(Id, id =>
                RunEach(id, async (session, cut) => await session.WriteAsync(await session.Host.Store.GetAsync(id, cut))));
            return;
        }

        var filter = Filter() with { Skip = Limit(PagingParameters.Skip) ?? 0, First = Limit(PagingParameters.First) };
        Run(async (session, cut) =>
        {
            if (PagingParameters.IncludeTotalCount)
            {
                var total = await session.Host.Store.CountAsync(filter, cut);
                await session.WriteAsync(PagingParameters.NewTotalCount((ulong)total, accuracy: 1));
            }

            var any = false;
            await foreach (var job in session.Host.Store.ListAsync(filter, cut))
            {
                any = true;
                await session.WriteAsync(job);
            }

            // A name that was written out and names nothing is an error, a wildcard that matches nothing is an empty list.
            if (!any && filter.First != 0 && filter.Skip == 0 && Name.FirstOrDefault(name => !Wildcard.Has(name)) is { } exact)
            {
                await session.ErrorAsync(
                    new NetBatchException(ErrorCode.JobNotFound, $"There is no such job named '{exact}'.", "List all with Get-BatchJob.")
                        .ToRecord(exact));
            }
        });
    }

    private static int? Limit(ulong number) => number > int.MaxValue ? null : (int)number;
}
