using System.Globalization;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NetBatch.Cli.Telemetry;

/// <summary>
/// Sends the activities and figures of this process to a collector by OpenTelemetry's protocol (https://opentelemetry.io/docs/specs/otlp),
/// from its making until it is disposed. A collector that cannot be reached hinders nothing.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    /// <summary>The variable of the environment that names the collector to every program that knows OpenTelemetry.</summary>
    public const string AddressVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Of the five seconds in which every verb ends.
    private const int ShutdownMilliseconds = 1500;

    private readonly TracerProvider traces;
    private readonly MeterProvider metrics;

    /// <summary>Begins.</summary>
    /// <param name="address">The collector's, as <see cref="AddressOf"/> gives it.</param>
    public TelemetryExport(Uri address)
    {
        var version = typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var resource = ResourceBuilder.CreateDefault().AddService("netbatch", serviceVersion: version)
            .AddAttributes([new("host.name", Environment.MachineName),
                new("process.pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture))]);
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(BatchDiagnostics.Name)
            .AddOtlpExporter(options => To(options, address, "v1/traces")).Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(BatchDiagnostics.Name)
            .AddOtlpExporter(options => To(options, address, "v1/metrics")).Build();
    }

    /// <summary>Where to send to, of what was said, or of the environment; null: nowhere.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is no address, or a way that others can
    /// read.</exception>
    public static Uri? AddressOf(string? said)
    {
        var text = said ?? Environment.GetEnvironmentVariable(AddressVariable);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{SafeText.Of(text)}' is no address of a collector.",
                "Give it as https://HOST:4318, or http://localhost:4318; what it needs to log in goes into OTEL_EXPORTER_OTLP_HEADERS.");
        }

        return address is { Scheme: "http", IsLoopback: false }
            ? throw new NetBatchException(ErrorCode.InvalidArgument,
                $"The names of devices and their commands would cross the network to {address.Host} without encryption.",
                "Write https://, or run a collector on this machine that sends them on.")
            : address;
    }

    public void Dispose()
    {
        traces.Shutdown(ShutdownMilliseconds);
        metrics.Shutdown(ShutdownMilliseconds);
        traces.Dispose();
        metrics.Dispose();
    }

    // OpenTelemetry's default is gRPC to port 4317; HTTP passes proxies, and its paths are fixed by the protocol.
    private static void To(OtlpExporterOptions options, Uri address, string path)
    {
        var isGrpc = string.Equals(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL"), "grpc", StringComparison.Ordinal);
        options.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = isGrpc ? address : new Uri($"{address.AbsoluteUri.TrimEnd('/')}/{path}");
    }
}
