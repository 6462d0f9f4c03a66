#!/usr/bin/perl
# Login shell of a lab's users: carries bytes between sshd and the lab, nothing else. No module is loaded: perl
# alone starts in 3 ms, with POSIX or Socket in 15. The numbers are those of Linux on x86, ARM, RISC-V and s390.
use strict;
my $socket = '@SOCKET@';
my ($command) = grep { defined } (@ARGV > 1 && $ARGV[0] eq '-c' ? $ARGV[1] : undef), $ENV{SSH_ORIGINAL_COMMAND};
$SIG{PIPE} = 'IGNORE';
my $lab;
socket($lab, 1, 1, 0) && connect($lab, pack('S a108', 1, $socket)) or do { print STDERR "The lab is gone.\n"; exit 255 };

my ($tty, $rows, $cols) = (-t STDIN ? 1 : 0, 0, 0);
if ($tty) {
    my $size = "\0" x 8;
    ($rows, $cols) = unpack('S2', $size) if ioctl(STDIN, 0x5413, $size);    # TIOCGWINSZ
    my $modes = "\0" x 64;
    if (ioctl(STDIN, 0x5401, $modes)) {                                      # TCGETS
        my ($in, $out, $control, $local, $line, @keys) = unpack('L4 C C19', $modes);
        @keys[5, 6] = (0, 1);                                                # VTIME, VMIN
        ioctl(STDIN, 0x5402, pack('L4 C C19 x40', 0, 0, $control, 0, $line, @keys));    # TCSETS: raw
    }
}
my $hello = join("\0", $ENV{USER} // '', $ENV{SSH_CONNECTION} // '', $tty, $cols, $rows, defined $command ? 1 : 0, $command // '');
send_all($lab, pack('N/a*', $hello)) or exit 255;

my ($buffer, $reading) = ('', 1);
while (1) {
    my $ready = '';
    vec($ready, fileno($lab), 1) = 1;
    vec($ready, fileno(STDIN), 1) = 1 if $reading;
    select($ready, undef, undef, undef) > 0 or next;
    if ($reading && vec($ready, fileno(STDIN), 1)) {
        if (sysread(STDIN, my $bytes, 65536)) { send_all($lab, $bytes) or exit 255 }
        else { $reading = 0; exit 255 if $tty; shutdown($lab, 1) }
    }
    next unless vec($ready, fileno($lab), 1);
    sysread($lab, $buffer, 65536, length $buffer) or exit 255;
    # A frame: kind (0 output, 1 error output, 2 exit status), length, bytes.
    while (length $buffer >= 5) {
        my ($kind, $length) = unpack('C N', $buffer);
        last if length $buffer < 5 + $length;
        my $bytes = substr($buffer, 5, $length);
        substr($buffer, 0, 5 + $length) = '';
        exit unpack('C', $bytes) if $kind == 2;
        send_all($kind ? \*STDERR : \*STDOUT, $bytes) or exit 255;
    }
}

sub send_all {
    my ($to, $bytes) = @_;
    my $done = 0;
    while ($done < length $bytes) {
        my $sent = syswrite($to, $bytes, length($bytes) - $done, $done);
        return 0 unless defined $sent;
        $done += $sent;
    }
    return 1;
}
