using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch notification</c>: whom to tell of the ends of jobs.</summary>
internal static class NotificationCommand
{
    public static Command Create() =>
        new("notification", "Whom to tell of the ends of jobs, with run --notify.") { List(), Save(), Remove(), Log() };

    private static Command List()
    {
        var names = new Argument<string[]>("name") { Description = "Names; * and ? are wildcards.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("list", "List notifications.") { names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var all = await host.Notifications.ReadAsync(parsed.GetValue(names) ?? [], cancellationToken).ToListAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                all.ForEach(one => Console.Out.WriteLine(one.ToJson()));
                return ExitCode.Done;
            }

            Output.Table(["Name", "Kind", "On", "To"], all.Select(one => (string[])
            [
                one.Name, one.Kind.ToString(), one.On.Count == 0 ? "End" : string.Join(", ", one.On),
                one.Kind switch { NotificationKind.Mail => string.Join(", ", one.To), NotificationKind.Command => one.Command[0], _ => one.Url ?? $"{one.UrlFrom}" },
            ]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Save()
    {
        var file = new Argument<FileInfo>("file") { Description = "A file with the notification's JSON form (docs/scheduling.md)." };
        var force = new Option<bool>("--force") { Description = "Put it over a notification of the same name." };
        var command = new Command("save", "Keep a notification.") { file, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var notification = BatchNotification.FromJson(await File.ReadAllTextAsync(parsed.GetRequiredValue(file).FullName, cancellationToken));
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await host.Notifications.SaveAsync(notification, !parsed.GetValue(force), cancellationToken);
            Console.Out.WriteLine($"{notification.Name} kept.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove()
    {
        var names = new Argument<string[]>("name") { Description = "Names.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("remove", "Forget notifications.") { names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            foreach (var name in parsed.GetValue(names)!)
            {
                await host.Notifications.RemoveAsync(name, cancellationToken);
            }

            return ExitCode.Done;
        });
        return command;
    }

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
