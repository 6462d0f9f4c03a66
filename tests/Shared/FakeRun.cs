using System.Text;
using System.Text.Json;

namespace NetBatch.Testing;

/// <summary>A run that keeps what it is told.</summary>
internal sealed class FakeRun : IRunContext, ISecretResolver
{
    public FakeRun(Target target, string args = "{}", string kind = "fake", int attempt = 1)
    {
        var json = JsonDocument.Parse(args).RootElement;
        Order = new WorkOrder
        {
            JobId = "batch_00000001",
            Number = 1,
            Attempt = attempt,
            Epoch = 1,
            Work = new WorkSpec(kind, 1, json),
            Target = target,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            LoginTimeout = TimeSpan.FromSeconds(30),
            StepTimeout = TimeSpan.FromSeconds(60),
            TimeLeft = TimeSpan.FromMinutes(15),
        };
    }

    public WorkOrder Order { get; set; }

    public Target Target => Order.Target;

    public JsonElement Args => Order.Work.Args;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ISecretResolver Secrets => this;

    public ITranscript? Transcript { get; init; }

    public CancellationTokenSource Stop { get; } = new();

    public CancellationTokenSource Lost { get; } = new();

    public CancellationToken SafeStop => Stop.Token;

    public CancellationToken OwnerLost => Lost.Token;

    public List<TargetState> Phases { get; } = [];

    public List<FakeStep> Steps { get; } = [];

    public List<string> Warnings { get; } = [];

    public Dictionary<string, string> Known { get; } = [];

    /// <summary>Is called before a Change's intent counts as durable.</summary>
    public Action<string>? OnChange { get; set; }

    /// <summary>Stops on the caller's thread: what waits for it goes on before this returns.</summary>
    public void StopNow() => Stop.Cancel();

    /// <summary>Loses the job, likewise.</summary>
    public void LoseNow() => Lost.Cancel();

    public ValueTask EnterAsync(TargetState phase, CancellationToken cancellationToken)
    {
        Phases.Add(phase);
        return default;
    }

    public ValueTask ChildStartedAsync(ChildProcess child, CancellationToken cancellationToken) => default;

    public ValueTask<IStepRecorder> BeginReadAsync(string command, CancellationToken cancellationToken) => Begin(command, StepEffect.Read);

    public ValueTask<IStepRecorder> BeginChangeAsync(string command, CancellationToken cancellationToken)
    {
        OnChange?.Invoke(command);
        return Begin(command, StepEffect.Change);
    }

    /// <summary>Is called before bytes go out.</summary>
    public Func<CancellationToken, ValueTask> BeforeSend { get; set; } = _ => default;

    public ValueTask BeforeSendAsync(CancellationToken cancellationToken) => BeforeSend(cancellationToken);

    public ValueTask WarnAsync(string message, CancellationToken cancellationToken)
    {
        Warnings.Add(message);
        return default;
    }

    public Dictionary<string, byte[]> Documents { get; } = [];

    public ValueTask KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Documents[name] = content.ToArray();
        return default;
    }

    public ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        new(Known.TryGetValue(reference.Name ?? "", out var password) ? new Secret(null, password) : null);

    private ValueTask<IStepRecorder> Begin(string command, StepEffect effect)
    {
        var step = new FakeStep(command, effect);
        Steps.Add(step);
        return new ValueTask<IStepRecorder>(step);
    }
}

/// <summary>A step and what was recorded of it.</summary>
internal sealed class FakeStep(string command = "", StepEffect effect = StepEffect.Read) : IStepRecorder
{
    private readonly List<byte> _output = [];

    public string Command => command;

    public StepEffect Effect => effect;

    public bool Ended { get; private set; }

    public RunError? Error { get; private set; }

    public int? ExitStatus { get; private set; }

    public byte[] Bytes => [.. _output];

    public string Text => Encoding.UTF8.GetString(Bytes);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _output.AddRange(output.Span);
        return default;
    }

    public RowSet? Set { get; private set; }

    public List<object?[]> Rows { get; } = [];

    public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken)
    {
        Set = set;
        return default;
    }

    public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken)
    {
        Rows.Add(values.ToArray());
        return default;
    }

    /// <summary>How many rows there were each time that they were kept whatever befalls the process.</summary>
    public List<int> Flushed { get; } = [];

    public ValueTask FlushRowsAsync(CancellationToken cancellationToken)
    {
        Flushed.Add(Rows.Count);
        return default;
    }

    public string? ParseError { get; private set; }

    public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken)
    {
        ParseError = reason;
        Rows.Clear();
        Set = null;
        return default;
    }

    public ValueTask EndAsync(RunError? error = null, int? exitStatus = null, CancellationToken cancellationToken = default)
    {
        Ended.ShouldBeFalse("a step ends once");
        Ended = true;
        Error = error;
        ExitStatus = exitStatus;
        return default;
    }
}
