using NetBatch.TextFsm;

namespace NetBatch.Hosting;

/// <summary>A row of a device that differs between two captures.</summary>
/// <param name="Device">The device.</param>
/// <param name="Command">The command.</param>
/// <param name="Change">Added, Gone or Changed.</param>
/// <param name="Key">The cells that tell the row apart: <c>NEIGHBOR_ID=10.0.0.2 INTERFACE=eth0</c>.</param>
/// <param name="Difference">The cells that changed: <c>STATE: Full/DR -> Init</c>; empty where the row was added or is gone.</param>
/// <param name="Before">The row before, by column; null where it was not there.</param>
/// <param name="After">The row after, by column; null where it is not there.</param>
public sealed record StateDifference(
    string Device,
    string Command,
    string Change,
    string Key,
    string Difference,
    IReadOnlyList<KeyValuePair<string, object?>>? Before,
    IReadOnlyList<KeyValuePair<string, object?>>? After);

/// <summary>Two captures compared.</summary>
/// <param name="Differences">What differs, device by device.</param>
/// <param name="NotCompared">Devices and commands that only one capture has, as sentences: that they could not be looked at is no
/// change.</param>
/// <param name="Compared">How many tables were compared.</param>
public sealed record StateCheckResult(IReadOnlyList<StateDifference> Differences, IReadOnlyList<string> NotCompared, int Compared);

/// <summary>The check before and after a change: what was added, what went, what changed.</summary>
public static class StateCheck
{
    /// <summary>Compares two captures.</summary>
    /// <param name="before">The earlier.</param>
    /// <param name="after">The later.</param>
    /// <param name="keys">Columns that tell rows apart; null: those that the templates declare, else whole rows are compared.</param>
    /// <param name="ignored">Columns not to compare; null: ages, timers and counters, which change by themselves.</param>
    /// <param name="missingIsEmpty">A table that one capture does not have counts as one without rows: for captures that cannot tell the
    /// two apart.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a key is no column.</exception>
    public static StateCheckResult Compare(
        StateCapture before, StateCapture after, IReadOnlyList<string>? keys, IReadOnlyList<string>? ignored, bool missingIsEmpty)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        List<StateDifference> differences = [];
        List<string> missing = [];
        var compared = 0;
        foreach (var place in before.Places.Concat(after.Places.Where(one => before.Rows(one.Device, one.Command) is null)))
        {
            if (!missingIsEmpty && (before.Rows(place.Device, place.Command) is null || after.Rows(place.Device, place.Command) is null))
            {
                var which = before.Rows(place.Device, place.Command) is null ? "earlier" : "later";
                missing.Add($"{place.Device} has no rows of '{place.Command}' in the {which} capture: not compared.");
                continue;
            }

            compared++;
            var (one, other) = (before.TableOf(place), after.TableOf(place));
            if (one.Rows.Count + other.Rows.Count > 0)
            {
                differences.AddRange(Compare(one, other, keys, ignored).Select(change => Tell(place, change)));
            }
        }

        return new StateCheckResult(differences, missing, compared);
    }

    private static IReadOnlyList<StateChange> Compare(ParsedTable before, ParsedTable after, IReadOnlyList<string>? keys,
        IReadOnlyList<string>? ignored)
    {
        try
        {
            return StateComparison.Compare(before, after, keys, ignored);
        }
        catch (ArgumentException wrong)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, wrong.Message.Split(" (Parameter")[0] + ".",
                "Give columns that the rows have.", wrong);
        }
    }

    private static StateDifference Tell((string Device, string Command) place, StateChange change) => new(
        place.Device,
        place.Command,
        change.Kind.ToString(),
        string.Join(' ', change.Key.Select(one => $"{one.Key}={Text(one.Value)}")),
        string.Join("; ", change.Cells.Select(cell => $"{cell.Column}: {Text(cell.Before)} -> {Text(cell.After)}")),
        Cells(change.Before),
        Cells(change.After));

    private static KeyValuePair<string, object?>[]? Cells(TemplateRecord? row) =>
        row is null ? null : [.. row.Header.Select((name, index) => KeyValuePair.Create(name, Shown(row.Cells[index])))];

    private static object? Shown(object? cell) =>
        cell is IReadOnlyList<object?> list ? new TextCells([.. list.Select(one => one as string ?? "")]) : cell;

    private static string Text(object? cell) => ValueText.Of(Shown(cell));
}
