using System.Diagnostics;
using NetBatch.Ssh.Bench;

// How fast the shell takes a long output, and how long the platform files take to read. Usage: [megabytes]
var megabytes = args.Length > 0 ? int.Parse(args[0]) : 50;
var start = Stopwatch.GetTimestamp();
var catalog = NetBatch.Platforms.PlatformCatalog.Load();
var loaded = Stopwatch.GetElapsedTime(start);
start = Stopwatch.GetTimestamp();
_ = new NetBatch.Ssh.Shell.DeviceConnector(new PipedTransport(new ShowTech(1, 1)), catalog, _ => new(PipedTransport.Nothing))
    .Classify("cisco_ios", "show version");
Console.WriteLine($"catalog {loaded.TotalMilliseconds:0.0} ms, first platform {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms");
start = Stopwatch.GetTimestamp();
foreach (var name in catalog.Names)
{
    _ = new NetBatch.Ssh.Shell.DeviceConnector(new PipedTransport(new ShowTech(1, 1)), catalog, _ => new(PipedTransport.Nothing))
        .Classify(name, "show version");
}

Console.WriteLine($"all platforms {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms");
foreach (var chunk in new[] { 32 * 1024, 4096, 512 })
{
    for (var round = 0; round < 2; round++)
    {
        var (bytes, time) = await ShellRun.MeasureAsync(catalog, new ShowTech(megabytes, chunk));
        Console.WriteLine($"show tech, {bytes / 1e6:0} MB in pieces of {chunk}: {time.TotalSeconds:0.000} s, "
            + $"{bytes / 1e6 / time.TotalSeconds:0} MB/s");
    }
}
