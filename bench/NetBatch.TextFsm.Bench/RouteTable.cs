using System.Diagnostics;
using NetBatch.TextFsm;

namespace NetBatch.TextFsm.Bench;

/// <summary>Parses a generated routing table as it is generated, and tells lines and rows a second and the memory.</summary>
internal static class RouteTable
{
    /// <summary>The template.</summary>
    public const string Routes = """
        Value Required,Key NETWORK (\d+\.\d+\.\d+\.\d+/\d+)
        Value PROTOCOL ([A-Z]\*?(?:\s\w\w)?)
        Value DISTANCE (\d+)
        Value METRIC (\d+)
        Value NEXTHOP (\d+\.\d+\.\d+\.\d+)
        Value AGE (\S+)
        Value INTERFACE (\S+)

        Start
          ^${PROTOCOL}\s+${NETWORK}\s+\[${DISTANCE}/${METRIC}\]\s+via\s+${NEXTHOP},\s+${AGE},\s+${INTERFACE}\s*$$ -> Record
          ^${PROTOCOL}\s+${NETWORK}\s+is\s+directly\s+connected,\s+${INTERFACE}\s*$$ -> Record
          ^Codes: | ^\s{7}
          ^Gateway of last resort
          ^\s*$$
          ^. -> Error

        """;

    public static void Run(int lines)
    {
        var template = Template.Compile(Routes, "routes");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var reader = new GeneratedRoutes(lines);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var rows = 0L;
            var peak = before;
            foreach (var record in template.Parse(reader))
            {
                rows += record.Cells.Count > 0 ? 1 : 0;
                if (rows % 100_000 == 0)
                {
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                }
            }

            var seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine(
                $"{lines} lines, {rows} rows in {seconds:0.00} s: {lines / seconds:0} lines/s, {rows / seconds:0} rows/s, "
                + $"{(GC.GetAllocatedBytesForCurrentThread() - allocated) / Math.Max(1, rows)} bytes allocated a row, "
                + $"live memory at most {(peak - before) / 1024} KiB above the start");
        }
    }
}
