#!/usr/bin/perl
# Reads a mail with MIME::Parser and prints what it found as JSON: headers, and each part with its type, name and SHA-256.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use Encode qw(decode);
use JSON::PP;
use MIME::Parser;

my $parser = MIME::Parser->new;
$parser->output_to_core(1);
$parser->decode_bodies(1);
my @found;
for my $file (@ARGV) {
    my $mail = $parser->parse_open($file);
    my @parts;
    for my $part (grep { !$_->is_multipart } $mail->parts_DFS) {
        my $content = $part->bodyhandle->as_string;
        $content =~ s/\r\n/\n/g if $part->effective_type =~ m{^text/};
        my $name = $part->head->recommended_filename;
        push @parts, [ $part->effective_type, defined $name ? decode('MIME-Header', $name) : undef, sha256_hex($content) ];
    }
    my %head = map { my $value = $mail->head->get($_) // ''; chomp $value; $_ => decode('MIME-Header', $value) } qw(Subject From To Message-ID);
    push @found, { head => \%head, parts => \@parts };
}
print JSON::PP->new->ascii->encode(\@found);
