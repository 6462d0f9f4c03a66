using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch notification</c>: whom to tell of the ends of jobs.</summary>
internal static class NotificationCommand
{
    public static Command Create() => new("notification", "Whom to tell of the ends of jobs, with run --notify.")
    {
        Verbs.List("notifications", (host, names, cancellationToken) => host.Notifications.ListAsync(names, cancellationToken), Table, one => Console.Out.WriteLine(one.ToJson())),
        Verbs.Save("notification", BatchNotification.FromJson, host => host.Notifications),
        Verbs.Remove("Forget notifications.", host => host.Notifications),
        Log(),
    };

    private static void Table(IReadOnlyList<BatchNotification> all) => Output.Table(
        ["Name", "Kind", "On", "To"],
        all.Select(one => (string[])
        [
            one.Name, one.Kind.ToString(), one.On.Count == 0 ? "End" : string.Join(", ", one.On),
            one.Kind switch { NotificationKind.Mail => string.Join(", ", one.To), NotificationKind.Command => one.Command[0], _ => one.Url ?? $"{one.UrlFrom}" },
        ]));

    private static Command Log()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var command = new Command("log", "What became of a job's notifications.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await host.FindAsync(parsed.GetRequiredValue(id), cancellationToken);
            var notices = await host.Store.Notices.ReadAsync(parsed.GetRequiredValue(id), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                notices.ToList().ForEach(Output.Line);
                return ExitCode.Done;
            }

            Output.Table(["Notification", "Attempt", "Ended", "State", "Tries", "Error"], notices.Select(one => (string[])[one.Name, $"{one.Attempt}", one.Ended.ToString(), one.State.ToString(), $"{one.Tries}", Output.Safe(one.Error ?? "")]));
            return ExitCode.Done;
        });
        return command;
    }
}
