namespace NetBatch.Cli.View;

/// <summary>Which columns people see of what.</summary>
internal static class Tables
{
    /// <summary>Jobs; on a narrow terminal without what a job's status tells as well, so that ids and results stay readable.</summary>
    public static void Jobs(IEnumerable<BatchJob> jobs)
    {
        if (Output.Terminal.Profile.Width < 100)
        {
            Output.Table(["Id", "Name", "State", "Done", "Result"],
                jobs.Select(job => (string[])[job.Id, job.Name, job.State.ToString(), $"{job.Percent} %", job.Counts.ToString()]));
            return;
        }

        Output.Table(
            ["Id", "Name", "Kind", "State", "Done", "Targets", "Result", "Created"],
            jobs.Select(job => (string[])[job.Id, job.Name, job.Kind, job.State.ToString(), $"{job.Percent} %", $"{job.TotalTargets}",
                job.Counts.ToString(), Output.Moment(job.CreatedAt)]));
    }

    public static void Batches(string kind, IEnumerable<BatchStatus> batches) => Output.Table(
        ["Batch", $"{TargetNoun.Title(kind)}s", "State", "Result", "Time"],
        batches.Select(batch =>
            (string[])[$"{batch.Number}{(batch.IsCanary ? " canary" : "")}", $"{batch.First}-{batch.Last}", batch.State.ToString(),
                batch.Counts.ToString(), Output.Time(batch.Duration)]));

    public static void Runs(string kind, IEnumerable<TargetRun> runs) => Output.Table(
        ["#", TargetNoun.Title(kind), "Batch", "State", "Attempts", "Connect", "Time", "Error"],
        runs.Select(run => (string[])[$"{run.Number}", run.Name, $"{run.Batch}", State(run), $"{run.Attempts}",
            Output.Time(run.ConnectTime), Output.Time(run.Duration), Output.Safe(run.Error?.ToString() ?? "")]));

    /// <summary>Where a target stands, and who has it.</summary>
    private static string State(TargetRun run) => run.Worker is { } worker ? Output.Safe($"{run.State} at {worker}") : run.State.ToString();

    public static void Devices(IEnumerable<Device> devices) => Output.Table(
        ["Name", "Address", "Port", "Platform", "Credential", "Labels", "Tags"],
        devices.Select(device => (string[])
        [
            device.Name, device.Address, $"{device.Port}", device.Platform ?? "", device.Credential?.ToString() ?? "",
            string.Join(" ", device.Labels.Select(label => $"{label.Key}={label.Value}")), string.Join(",", device.Tags),
        ]));

    public static void Instances(IEnumerable<DatabaseInstance> instances) => Output.Table(
        ["Name", "Provider", "Region", "Connection", "Credential", "Labels", "Tags"],
        instances.Select(instance => (string[])
        [
            instance.Name, instance.Provider, instance.Region ?? "", instance.Connection, instance.Credential?.ToString() ?? "",
            string.Join(" ", instance.Labels.Select(label => $"{label.Key}={label.Value}")), string.Join(",", instance.Tags),
        ]));

    public static void Workflows(IEnumerable<BatchWorkflow> workflows) => Output.Table(
        ["Name", "Parameters", "Description", "Changed"],
        workflows.Select(workflow => (string[])
        [
            workflow.Name, string.Join(", ", workflow.Parameters), workflow.Description ?? "",
            $"{workflow.ChangedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}",
        ]));

    public static void Projects(IEnumerable<BatchProject> projects) => Output.Table(
        ["Name", "Pipelines", "Instances", "Source", "Description"],
        projects.Select(project => (string[])
        [
            project.Name, string.Join(", ", project.Pipelines), string.Join(", ", project.Instances), project.Source ?? "",
            project.Description ?? "",
        ]));

    public static void Checks(IReadOnlyList<CheckResult> checks) => Output.Table(
        ["Pipeline", "Instance", "Step", "Outcome", "Findings", "Trend", "Summary"],
        checks.Select(one => (string[])
        [
            one.Project is null ? one.Pipeline : $"{one.Project}/{one.Pipeline}", one.Instance, one.Step, one.Outcome, $"{one.Findings}",
            one.Trend ?? "", one.Summary,
        ]));

    /// <summary>A job that has ended, as a person wants to see it: one line on the whole, then what did not complete.</summary>
    public static void Summary(BatchJob job)
    {
        Console.Out.WriteLine(
            $"{job.Id}  {job.Name}: {job.State} ({job.Counts})"
                + $"{(job.EndedAt - job.StartedAt is { } time ? $" in {Output.Time(time)}" : "")}");
        if (job.Message is { } message)
        {
            Console.Out.WriteLine(message);
        }
    }
}
