using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Makes a capture of what was given: jobs, results of jobs, parsed tables, rows.</summary>
internal static class CaptureReader
{
    /// <summary>A capture of all that was given.</summary>
    /// <returns>The capture, and whether it can tell a table without rows from one that is not there: jobs and tables can, rows
    /// cannot.</returns>
    public static async Task<(StateCapture Capture, bool KnowsEmpty)> ReadAsync(Session session, IEnumerable<object> given,
        string[] devices, string[] commands, CancellationToken cut)
    {
        var capture = new StateCapture();
        var knowsEmpty = true;
        foreach (var one in given)
        {
            var value = one is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : one;
            switch (value)
            {
                case string id:
                    return (await OfJobAsync(session, given, id, devices, commands, cut), true);
                case BatchJob job:
                    return (await OfJobAsync(session, given, job.Id, devices, commands, cut), true);
                case StepResult result:
                    await AddAsync(capture, session, result, cut);
                    break;
                default:
                    knowsEmpty &= AddObject(capture, session.Host, PSObject.AsPSObject(one));
                    break;
            }
        }

        return (capture, knowsEmpty);
    }

    private static async Task<StateCapture> OfJobAsync(Session session, IEnumerable<object> given, string id, string[] devices,
        string[] commands, CancellationToken cut)
    {
        if (given.Skip(1).Any())
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "A capture is one job, or rows; several jobs were given.",
                "Give one job.");
        }

        var job = await session.Host.Store.GetAsync(id, cut);
        return await StateCapture.OfJobAsync(session.Host.Store, new RowFilter { JobId = job.Id, Names = devices, Commands = commands },
            cut);
    }

    private static async Task AddAsync(StateCapture capture, Session session, StepResult result, CancellationToken cut)
    {
        if (result.Rows is null)
        {
            throw new NetBatchException(
                ErrorCode.IllegalState, $"The result of '{result.Command}' on {result.Name} has no rows.",
                "Start the job with -Parse, or pipe the result through ConvertFrom-BatchOutput.");
        }

        var filter = new RowFilter { JobId = result.JobId, Numbers = [result.Number], Step = result.Step, Attempt = result.Attempt };
        await foreach (var chunk in session.Host.Store.ReadRowsAsync(filter, cut))
        {
            capture.Begin(chunk.Name, chunk.Command, chunk.Set.Keys ?? []);
            foreach (var row in chunk.Rows())
            {
                capture.Add(chunk.Name, chunk.Command,
                    [.. chunk.Set.Columns.Select((column, index) => KeyValuePair.Create(column.Name, row[index]))]);
            }
        }
    }

    private static bool AddObject(StateCapture capture, NetBatchHost host, PSObject row)
    {
        var (device, command) = (Text(row, "Device"), Text(row, "Command"));
        if (row.Properties["Rows"]?.Value is { } rows && row.Properties["Keys"]?.Value is { } keys)
        {
            capture.Begin(device, command, [.. Many(keys).Select(key => $"{key}")]);
            foreach (var inner in Many(rows))
            {
                AddRow(capture, device, command, PSObject.AsPSObject(inner));
            }

            return true;
        }

        capture.Begin(device, command, KeysOf(host, row));
        AddRow(capture, device, command, row);
        return false;
    }

    private static void AddRow(StateCapture capture, string device, string command, PSObject row) => capture.Add(
        device,
        command,
        [
            .. row.Properties.Where(property => property.Name is not ("Device" or "Command"))
                .Select(property => KeyValuePair.Create<string, object?>(property.Name,
                    property.Value is PSObject inner ? inner.BaseObject : property.Value)),
        ]);

    /// <summary>The keys of the template that a row was made by, which its type name tells.</summary>
    private static IReadOnlyList<string> KeysOf(NetBatchHost host, PSObject row)
    {
        var prefix = RowObjects.TypeName + ".";
        var type = row.TypeNames.FirstOrDefault(name => name.Contains(prefix, StringComparison.Ordinal));
        if (type is null)
        {
            return [];
        }

        var parse = host.Parser.Begin(
            new ParseRequest { Template = type[(type.IndexOf(prefix, StringComparison.Ordinal) + prefix.Length)..] });
        return parse.Set?.Keys ?? [];
    }

    private static string Text(PSObject row, string name) => row.Properties[name]?.Value?.ToString() ?? "";

    private static IEnumerable<object> Many(object value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is System.Collections.IEnumerable list and not string ? list.Cast<object>()
            : [value];
}
